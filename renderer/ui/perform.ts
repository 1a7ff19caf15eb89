import { problemOf, type Problem } from './problem.ts'

/** Runs a command to its end and hands a failure to the place that shows it. Never leaves a promise floating. */
export function perform(command: Promise<unknown>, unexpected: string, show: (problem: Problem) => void): void {
  command.catch((thrown: unknown) => {
    show(problemOf(thrown, unexpected))
  })
}
