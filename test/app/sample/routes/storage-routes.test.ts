import { crc32, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSampleService, type SampleService } from '../../../../app/sample/sample-service.ts'
import { at, call, idWith, list, signedUrl, textAt } from '../service-client.ts'

let service: SampleService
beforeAll(async () => {
  service = await startSampleService()
})
afterAll(() => service.close())

describe('the listing of an archive', () => {
  it('shows one level with folders, or all files by their whole names', async () => {
    const path = `${idWith(service, 'failed')}/output.zip`
    const flat = await call(service, `/storage/zip-contents?path=${path}&zip_relative_path=artifacts/&recursive=false`)
    const names = list(at(flat.body, 'contents')).map(line => at(line, 'name'))
    expect(names).toContain('stdout.txt')
    expect(names).toContain('postProcessing/')
    const bare = await call(service, `/storage/zip-contents?path=${path}&zip_relative_path=artifacts&recursive=false`)
    expect(bare.body).toEqual(flat.body)
    const deep = await call(service, `/storage/zip-contents?path=${path}&zip_relative_path=artifacts/&recursive=true`)
    expect(list(at(deep.body, 'contents')).map(line => at(line, 'name'))).toContain('100/U')
    for (const line of list(at(deep.body, 'contents'))) {
      expect([typeof at(line, 'size'), typeof at(line, 'compressed_size')]).toEqual(['number', 'number'])
    }
  })

  it('states where the packed bytes of a file lie, last byte included', async () => {
    const path = `${idWith(service, 'failed')}/output.zip`
    const query = `path=${path}&zip_relative_path=artifacts&filename=stderr.txt`
    const { body } = await call(service, `/storage/zip-file-range?${query}`)
    const range = `bytes=${textAt(body, 'range_start')}-${textAt(body, 'range_end')}`
    const response = await fetch(await signedUrl(service, path), { headers: { Range: range } })
    const text = inflateRawSync(Buffer.from(await response.arrayBuffer())).toString()
    expect(text).toContain('FOAM FATAL ERROR')
    expect((await call(service, `/storage/zip-file-range?${query}x`)).status).toBe(404)
  })
})

describe('files', () => {
  it('a folder stands for all files in it, and a missing path is not found', async () => {
    const id = idWith(service, 'success')
    const { body } = await call(service, `/storage/signed-urls?operation=download&paths=${id}`)
    expect(list(body).map(url => new URL(textAt(url)).pathname.split('/').slice(2).join('/'))).toEqual([
      `${id}/input.zip`,
      `${id}/output.zip`,
    ])
    expect((await call(service, '/storage/signed-urls?operation=download&paths=none')).status).toBe(404)
    expect((await call(service, '/storage/signed-urls?operation=steal&paths=none')).status).toBe(422)
  })

  it('lists the root and a folder, and sums sizes', async () => {
    const id = idWith(service, 'success')
    const root = await call(service, '/storage/contents?path=/&per_page=100')
    expect(list(at(root.body, 'contents')).map(line => at(line, 'name'))).toContain(`${id}/`)
    const inside = await call(service, `/storage/contents?path=/${id}/&sort_by=name&order=asc`)
    expect(list(at(inside.body, 'contents')).map(line => at(line, 'name'))).toEqual(['input.zip', 'output.zip'])
    const byName = await call(service, `/storage/contents/paginated?path=${id}/`)
    expect(Object.keys(at(byName.body, 'contents') as object).sort()).toEqual(['input.zip', 'output.zip'])
    expect(Number((await call(service, '/storage/size')).body)).toBeGreaterThan(30e9)
    expect(at((await call(service, '/storage/cost')).body, 'currency')).toBe('USD')
  })

  it('takes an upload and gives it back, and deletes', async () => {
    const content = Buffer.from('some bytes')
    const upload = await signedUrl(service, '/inputs/mesh.stl', 'upload')
    expect((await fetch(upload, { method: 'PUT', body: content })).status).toBe(200)
    const back = await fetch(await signedUrl(service, 'inputs/mesh.stl'))
    expect(crc32(Buffer.from(await back.arrayBuffer()))).toBe(crc32(content))
    expect(await call(service, '/storage/?path=inputs/', { method: 'DELETE' })).toEqual({ status: 200, body: null })
    expect((await call(service, '/storage/?path=inputs/', { method: 'DELETE' })).status).toBe(404)
    expect((await call(service, '/storage/?path=/', { method: 'DELETE' })).status).toBe(400)
  })
})
