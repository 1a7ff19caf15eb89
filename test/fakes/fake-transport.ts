import type { AppClient, AppEventValues } from '../../app/contract/contract.ts'
import type { Failure } from '../../app/contract/failures.ts'
import type { Transport } from '../../renderer/bridge/bridge.ts'

/** Answers for the calls that a test expects. A call without one fails the test's window with an `unknown-call`. */
export type FakeAnswers = {
  readonly [N in keyof AppClient]?: (
    input: Parameters<AppClient[N]>[0],
  ) => Awaited<ReturnType<AppClient[N]>> | Promise<Awaited<ReturnType<AppClient[N]>>>
}

/** Thrown by an answer to reply with a failure. */
export class FakeFailure extends Error {
  readonly failure: Failure

  constructor(failure: Partial<Failure> & Pick<Failure, 'code' | 'message'>) {
    super(failure.message)
    this.failure = { remedy: 'none', details: null, ...failure }
  }
}

/** A transport without a core: answers from a table, remembers what it was asked, and emits what a test says. */
export class FakeTransport implements Transport {
  readonly asked: { readonly name: string; readonly input: unknown }[] = []
  private readonly listeners = new Set<(name: string, value: unknown) => void>()
  private answers: FakeAnswers

  constructor(answers: FakeAnswers = {}) {
    this.answers = answers
  }

  /** Changes some answers from here on. */
  answer(answers: FakeAnswers): void {
    this.answers = { ...this.answers, ...answers }
  }

  async invoke(name: string, input: unknown): Promise<unknown> {
    this.asked.push({ name, input })
    const answer = this.answers[name as keyof AppClient] as ((input: unknown) => unknown) | undefined
    if (!answer) {
      return {
        ok: false,
        failure: { code: 'unknown-call', message: `No answer to ${name}`, remedy: 'none', details: null },
      }
    }
    try {
      return { ok: true, value: await answer(input) }
    } catch (error) {
      if (error instanceof FakeFailure) return { ok: false, failure: error.failure }
      throw error
    }
  }

  listen(onEvent: (name: string, value: unknown) => void): () => void {
    this.listeners.add(onEvent)
    return () => this.listeners.delete(onEvent)
  }

  /** Tells the window something, as the core would. */
  emit<N extends keyof AppEventValues>(name: N, value: AppEventValues[N]): void {
    for (const listener of this.listeners) listener(name, value)
  }

  /** Inputs of the calls of one name, oldest first. */
  inputsOf<N extends keyof AppClient>(name: N): readonly Parameters<AppClient[N]>[0][] {
    return this.asked.filter(call => call.name === name).map(call => call.input as Parameters<AppClient[N]>[0])
  }
}
