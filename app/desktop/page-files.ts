import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { securityHeaders } from '../ipc/web-headers.ts'
import { entryOrigin } from './origins.ts'
import { troublePageAt } from './trouble-page.ts'

const pageHeaders = securityHeaders(entryOrigin)

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Answers with files below the folder and nothing else. The address is untrusted, whoever asks. */
export async function answerPage(
  pagesFolder: string,
  { method, url }: Pick<Request, 'method' | 'url'>,
  origin: string,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  if (!url.startsWith(`${origin}/`)) return refusal(404)
  const { pathname } = new URL(url)
  const page = troublePageAt(pathname)
  if (page !== undefined) return answer(page, '.html')
  const file = fileOf(pagesFolder, pathname)
  if (file === undefined) return refusal(404)
  try {
    return answer(await readFile(file), path.extname(file))
  } catch {
    return refusal(404) // no such file; a folder counts as none
  }
}

function answer(body: string | Buffer<ArrayBuffer>, extension: string): Response {
  const type = contentTypes[extension] ?? 'application/octet-stream'
  return new Response(body, { headers: { ...pageHeaders, 'content-type': type } })
}

function fileOf(folder: string, pathname: string): string | undefined {
  const relative = decodedPath(pathname)
  if (relative === undefined || relative.includes('\0')) return undefined
  const file = path.join(folder, relative === '/' ? 'index.html' : relative)
  return file.startsWith(folder + path.sep) ? file : undefined
}

function decodedPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined // a stray percent sign
  }
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: pageHeaders })
}
