import type { Contender } from './contenders.ts'
import type { DownloadCase } from './measurements.ts'
import type { Mode } from './modes.ts'
import { runDownload, type BenchSite, type FailedRun, type RunFigures } from './run-downloads.ts'
import type { Workload } from './workloads.ts'

type Rounds = {
  readonly download: DownloadCase
  readonly workload: Workload
  readonly contenders: readonly Contender[]
  readonly modes: readonly Mode[]
  readonly runs: number
}

/** All runs of one case: one program after the other, again and again, so that a slow minute hits all alike. */
export async function runRounds(rounds: Rounds, site: BenchSite): Promise<readonly RunFigures[]> {
  const figures: RunFigures[] = []
  for (let round = 0; round < rounds.runs; round++) {
    for (const mode of rounds.modes) {
      for (const contender of inOrderOf(round, rounds.contenders)) {
        if (round > 0 && mode.mebibytesPerSecond > 0 && contender.isSingleStream) continue
        const run = await runDownload(contender, { ...rounds, mode }, site)
        if (!run) continue
        if ('problem' in run) console.log(describeProblem(run))
        else figures.push(run)
      }
    }
  }
  return figures
}

/** Each round begins with another one. */
function inOrderOf(round: number, contenders: readonly Contender[]): readonly Contender[] {
  const first = round % contenders.length
  return [...contenders.slice(first), ...contenders.slice(0, first)]
}

function describeProblem({ mode, contender, problem }: FailedRun): string {
  return `  ${mode} ${contender}: a run does not count, ${problem}`
}
