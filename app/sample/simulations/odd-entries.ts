import type { PlannedEntry } from '../zip/writer-styles.ts'
import { folder, link, textFile } from './entries.ts'
import { ARTIFACTS } from './task-archives.ts'

/** What real archives also hold: links, empty files and folders, and names that not every disk can take. */
export function oddEntries(linkTarget: string): readonly PlannedEntry[] {
  return [
    folder(`${ARTIFACTS}restart/`),
    textFile(`${ARTIFACTS}empty.log`, () => ''),
    link(`${ARTIFACTS}latest.csv`, linkTarget),
    textFile(`${ARTIFACTS}Übersicht – Größe.txt`, () => 'Höhe: 12,5 m\n'),
    textFile(`${ARTIFACTS}probe:1?.csv`, () => 'time,value\n0,1\n'),
    textFile(`${ARTIFACTS}AUX.txt`, () => 'A name that Windows keeps for itself.\n'),
    textFile(`${ARTIFACTS}notes.`, () => 'A name that ends in a dot.\n'),
    textFile(`${ARTIFACTS}README.md`, () => '# Run\n'),
    textFile(`${ARTIFACTS}readme.md`, () => '# The same name in other letters\n'),
  ]
}
