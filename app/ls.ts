import { createHeadlessPorts, print, runCommand } from './headless-node.ts'
import { listEntries, listUsage, readListArguments } from './headless/list-archive.ts'

/** Lists a remote zip in a terminal. */
async function main(): Promise<number> {
  const request = readListArguments(process.argv.slice(2))
  if (request === 'help') {
    await print(listUsage)
    return 0
  }
  const { archive } = createHeadlessPorts(request.url)
  const index = await archive.openIndex(new AbortController().signal)
  for await (const piece of listEntries(index, request)) await print(piece)
  await archive.release()
  return 0
}

runCommand(main)
