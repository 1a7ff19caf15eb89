import { delivers, refuses, type HostileArchive } from './hostile-archive.ts'

const evil = (name: string) => refuses({ name, data: 'evil' })
const mode = (bits: number) => (bits << 16) >>> 0

/** Names that lead out of the destination, that no disk takes, or that stand for something else than they seem. */
export const hostileNames: Readonly<Record<string, HostileArchive>> = {
  'refuses a name that climbs out': evil('../../x'),
  'refuses a name that climbs out from within': evil('artifacts/../../x'),
  'refuses a name that climbs out and back': evil('artifacts/../artifacts/x'),
  'refuses a name that climbs out the Windows way': evil('artifacts/..\\..\\x'),
  'refuses an absolute name': evil('/abs'),
  'refuses an absolute name of Windows': evil('\\abs'),
  'refuses a name with a drive': evil('C:\\x'),
  'refuses a name with a drive and slashes': evil('C:/x'),
  'refuses a name relative to a drive': evil('c:x'),
  'refuses a name on a network share': evil('\\\\server\\share\\x'),
  'refuses a name on a network share with slashes': evil('//server/share/x'),
  'refuses a name with a NUL': evil('artifacts/a\0.txt'),
  'refuses a name that is too long': evil(`artifacts/${'x'.repeat(5_000)}`),
  'refuses a name too many folders deep': evil(`artifacts/${'d/'.repeat(300)}x`),
  'refuses an empty name': evil(''),
  'refuses a name with an empty part': evil('artifacts//x'),
  'refuses a name with a dot for a part': evil('artifacts/./x'),
  'refuses a device': refuses({ name: 'artifacts/sda', attributes: mode(0o060660), method: 0 }),
  'refuses a named pipe': refuses({ name: 'artifacts/pipe', attributes: mode(0o010644), method: 0 }),

  'renames the devices of Windows': delivers(
    ['CON', 'aux.txt', 'nul', 'COM1.log', 'lpt9'].map(name => ({ name: `artifacts/${name}`, data: name })),
    { '%43ON': 'CON', '%61ux.txt': 'aux.txt', '%6Eul': 'nul', '%43OM1.log': 'COM1.log', '%6Cpt9': 'lpt9' },
    ['CON', 'aux.txt', 'nul', 'COM1.log', 'lpt9'].map(name => [`artifacts/${name}`, 'renamed'] as const),
  ),
  'renames what some systems do not allow': delivers(
    ['b:c?', 'dot.', 'space ', 'a\\b', 'tab\t'].map(name => ({ name: `artifacts/${name}`, data: name })),
    { 'b%3Ac%3F': 'b:c?', 'dot%2E': 'dot.', 'space%20': 'space ', 'a%5Cb': 'a\\b', 'tab%09': 'tab\t' },
    ['b:c?', 'dot.', 'space ', 'a\\b', 'tab\t'].map(name => [`artifacts/${name}`, 'renamed'] as const),
  ),
  'keeps names apart that differ only in case': delivers(
    ['Case', 'case'].map(name => ({ name: `artifacts/${name}`, data: name })),
    { Case: 'Case', 'case%(2)': 'case' },
    [['artifacts/case', 'renamed']],
  ),

  'writes a link that points out as a small text': delivers(
    [{ name: 'artifacts/link', data: '/etc/passwd', method: 0, attributes: mode(0o120777) }],
    { link: '/etc/passwd' },
  ),
  'never writes through a link': delivers(
    [
      { name: 'artifacts/way', data: '..', method: 0, attributes: mode(0o120777) },
      { name: 'artifacts/way/out', data: 'inside' },
    ],
    { 'way/out': 'inside' },
    [['artifacts/way', 'refused']],
  ),
  'takes the later of two files of one name': delivers(
    [
      { name: 'artifacts/twice', data: 'first' },
      { name: 'artifacts/twice', data: 'second' },
    ],
    { twice: 'second' },
    [['artifacts/twice', 'refused']],
  ),
  'takes the folder where a file has its name': delivers(
    [
      { name: 'artifacts/both', data: 'file' },
      { name: 'artifacts/both/within', data: 'inside' },
    ],
    { 'both/within': 'inside' },
    [['artifacts/both', 'refused']],
  ),
}
