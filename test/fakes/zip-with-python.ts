import { execFileSync } from 'node:child_process'

/** Runs a Python script with arguments; its zipfile module is the reference that extraction is held against. */
export function runPython(script: string, ...args: readonly string[]): string {
  return execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}

/** Extracts an archive below `artifacts/` as the reference does. */
export function extractWithPython(zipPath: string, folder: string): void {
  runPython(
    `
import sys, zipfile, os
archive, folder = sys.argv[1:]
with zipfile.ZipFile(archive) as zip:
    for info in zip.infolist():
        if not info.filename.startswith('artifacts/'): continue
        path = os.path.join(folder, info.filename[len('artifacts/'):])
        if info.is_dir():
            os.makedirs(path, exist_ok=True)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with zip.open(info) as source, open(path, 'wb') as target:
            while chunk := source.read(1 << 20): target.write(chunk)
`,
    zipPath,
    folder,
  )
}

/**
 * A simulation's archive: many small files, an empty one, an empty folder, and large ones, deflated and stored.
 *
 * @param largeBytes Unpacked size of each of the four large entries.
 */
export function buildSimulationZip(
  zipPath: string,
  { files, largeBytes }: { files: number; largeBytes: number },
): void {
  runPython(
    `
import sys, zipfile, random
path, files, large = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(7)
with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as zip:
    zip.mkdir('artifacts')
    zip.mkdir('artifacts/empty')
    zip.writestr('artifacts/stdout.txt', 'Time = 1\\n' * 2000)
    zip.writestr('artifacts/stderr.txt', '')
    for index in range(files):
        method = zipfile.ZIP_STORED if index % 7 == 0 else zipfile.ZIP_DEFLATED
        text = ''.join(f'{rng.random():.6f}\\n' for _ in range(rng.randrange(1, 400)))
        zip.writestr(f'artifacts/processor{index % 8}/{index // 80}/U_{index}', text, compress_type=method)
    words = [f'{rng.random():.6f},' for _ in range(4096)]
    for index in range(2):
        text = ''.join(rng.choices(words, k=large // 9)).encode()
        zip.writestr(f'artifacts/field{index}.csv', text)
        zip.writestr(f'artifacts/restart{index}.bin', rng.randbytes(large), compress_type=zipfile.ZIP_STORED)
    zip.writestr('artifacts/z-last.txt', 'end')
`,
    zipPath,
    String(files),
    String(largeBytes),
  )
}
