import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { distFolder } from './entries.ts'
import { icnsFile, icnsSizes, icoFile, type IconPicture } from './icon-files.ts'

const sourceFolder = path.join(import.meta.dirname, 'icons')
/** Icons of the installed app, for the packages. */
export const packageIconsFolder = path.join(distFolder, 'icons')
/** Icons the running app shows: of its window, in the tray, and below the pointer that drags files out. */
const appIconsFolder = path.join(distFolder, 'app', 'icons')

const linuxSizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256]
/** Of macOS' icon grid the shape takes 824 of 1024 pixels. */
const macMargin = 1024 / 824
/** Electron finds the file for a display's scale by these endings of its name. */
const scales = [1, 1.25, 1.5, 2, 3]

/** Renders every icon from the pictures in `build/icons`. After the app's build, which empties its folder. */
export async function renderIcons(): Promise<void> {
  await Promise.all([packageIconsFolder, appIconsFolder].map(folder => mkdir(folder, { recursive: true })))
  await renderAppIcons(await readFile(path.join(sourceFolder, 'app.svg'), 'utf8'))
  const names = (await readdir(sourceFolder)).filter(name => /^(?:tray|drag).*\.svg$/.test(name))
  await Promise.all(names.map(renderAtScales))
}

async function renderAppIcons(svg: string): Promise<void> {
  const pictures = (sizes: readonly number[], source = svg) => sizes.map(size => ({ size, png: render(source, size) }))
  const ofPackage = (name: string) => path.join(packageIconsFolder, name)
  await writeFile(path.join(appIconsFolder, 'app.png'), render(svg, 512))
  await writeFile(ofPackage('icon.ico'), icoFile(pictures(windowsSizes)))
  await writeFile(ofPackage('icon.icns'), icnsFile(pictures(icnsSizes, withMargin(svg, macMargin))))
  await Promise.all(pictures(linuxSizes).map(writeLinuxIcon))
}

function writeLinuxIcon({ size, png }: IconPicture): Promise<void> {
  return writeFile(path.join(packageIconsFolder, `${size}x${size}.png`), png)
}

/** `tray.svg`, 16 by 16, becomes `tray.png` of 16 pixels, `tray@2x.png` of 32, and so on. */
async function renderAtScales(name: string): Promise<void> {
  const svg = await readFile(path.join(sourceFolder, name), 'utf8')
  const { width } = new Resvg(svg)
  const base = path.join(appIconsFolder, path.basename(name, '.svg'))
  await Promise.all(scales.map(scale => writeFile(fileAtScale(base, scale), render(svg, width * scale))))
}

function fileAtScale(base: string, scale: number): string {
  return scale === 1 ? `${base}.png` : `${base}@${scale}x.png`
}

function render(svg: string, size: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render().asPng()
}

/** The same picture, smaller in its square. */
function withMargin(svg: string, factor: number): string {
  const box = /viewBox="0 0 (\d+) \1"/.exec(svg)
  if (!box?.[1]) throw new Error('The icon needs a square viewBox that begins at 0 0')
  const side = Number(box[1])
  const margin = (side * (factor - 1)) / 2
  return svg.replace(box[0], `viewBox="${-margin} ${-margin} ${side * factor} ${side * factor}"`)
}
