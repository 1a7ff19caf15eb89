import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskIdSchema, type TaskId } from '../../../../app/contract/tasks.ts'
import {
  describeTemplateProblem,
  folderOfTask,
  foldersOf,
  judgeTaskTemplate,
  judgeTemplate,
  templatePlaceholders,
  usualTaskTemplate,
  usualTemplate,
  type TemplateProblem,
  type TemplateTask,
} from '../../../../app/domain/transfer/folder-template.ts'

const id = (text: string): TaskId => taskIdSchema.parse(text)
const task = (change: Partial<TemplateTask> = {}): TemplateTask => ({
  id: id('fz4cq3zdmnpf0a7cej1jyfp4b'),
  project: 'cavity-sweep',
  simulator: 'openfoam-foundation',
  status: 'success',
  createdAtMs: Date.UTC(2026, 10, 22, 23, 59),
  ...change,
})
const folder = (template: string, change?: Partial<TemplateTask>) =>
  [...foldersOf(template, 'output', [task(change)]).values()][0]

describe('a template of folders', () => {
  it.each([
    ['{project}/{simulator}-{id8}', 'cavity-sweep/openfoam-foundation-fz4cq3zd'],
    ['{date} {status}/{id}', '2026-11-22 success/fz4cq3zdmnpf0a7cej1jyfp4b'],
    ['{archive}', 'outputs'],
    ['results', 'results'],
    [String.raw`a\{id8}`, 'a/fz4cq3zd'],
    ['./a//{id8}/', 'a/fz4cq3zd'],
  ])('%s makes %s', (template, expected) => {
    expect(judgeTemplate(template)).toBeNull()
    expect(folder(template)).toBe(expected)
  })

  it.each<[Partial<TemplateTask>, string]>([
    [{ project: '../../etc' }, '..-..-etc'],
    [{ project: '..' }, '%2E%2E'],
    [{ project: '.' }, '%2E'],
    [{ project: '/root' }, '-root'],
    [{ project: 'C:\\temp' }, 'C%3A-temp'],
    [{ project: 'con' }, '%63on'],
    [{ project: 'run 7.' }, 'run 7%2E'],
    [{ project: '  ' }, 'unknown'],
    [{ project: '{id}' }, '{id}'],
    [{ project: 'a\u0000b' }, 'a%00b'],
  ])('makes of %j the safe name %s', (change, expected) => {
    expect(folder('{project}', change)).toBe(expected)
  })

  it('says when a task was submitted, and when nobody knows', () => {
    expect(folder('{date}', { createdAtMs: null })).toBe('undated')
  })

  it.each<[string, TemplateProblem]>([
    ['', { kind: 'empty' }],
    [' / ', { kind: 'empty' }],
    ['.', { kind: 'empty' }],
    ['x'.repeat(301), { kind: 'too-long' }],
    ['/data/{id}', { kind: 'absolute' }],
    [String.raw`\\server\{id}`, { kind: 'absolute' }],
    ['C:/data/{id}', { kind: 'absolute' }],
    ['~/{id}', { kind: 'absolute' }],
    ['../{id}', { kind: 'climbs-out' }],
    ['a/ .. /{id}', { kind: 'climbs-out' }],
    ['{projet}/{id}', { kind: 'unknown-placeholder', name: 'projet' }],
    ['{}', { kind: 'unknown-placeholder', name: '' }],
    ['{toString}', { kind: 'unknown-placeholder', name: 'toString' }],
    ['{project', { kind: 'brace' }],
    ['a}', { kind: 'brace' }],
  ])('cannot be %s', (template, problem) => {
    expect(judgeTemplate(template)).toEqual(problem)
    expect(describeTemplateProblem(problem)).toMatch(/\.$/)
  })

  it('is at first one that tells tasks apart, and inputs from outputs', () => {
    expect(judgeTemplate(usualTemplate('output'))).toBeNull()
    expect(judgeTemplate(usualTemplate('input'))).toBeNull()
    expect(foldersOf(usualTemplate('input'), 'input', [task()]).get(task().id)).toMatch(/fz4cq3zd\/inputs$/)
  })

  it('gives tasks that would share a folder their ids, and only those', () => {
    const tasks = [
      task({ id: id('aaaaaaaa1'), project: 'Sweep' }),
      task({ id: id('aaaaaaaa2'), project: 'sweep' }),
      task({ id: id('bbbbbbbb1'), project: 'sweep' }),
      task({ id: id('cccccccc1'), project: 'other' }),
    ]
    expect([...foldersOf('{project}', 'output', tasks).values()]).toEqual([
      ...['Sweep-aaaaaaaa1', 'sweep-aaaaaaaa2', 'sweep-bbbbbbbb', 'other'],
    ])
  })

  it('never leads out of the folder it begins in, nor into another task’s folder', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', '.', '/', '\\', ' ', ':', '-', '%', '{', '}', '\0'),
      maxLength: 6,
    })
    const part = fc.oneof(text, fc.constantFrom(...templatePlaceholders.map(name => `{${name}}`), '..', 'con'))
    const template = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    const tasks = fc.uniqueArray(fc.record({ project: text, simulator: text, key: fc.integer({ min: 0, max: 30 }) }), {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(template, tasks, (template, some) => {
        fc.pre(judgeTemplate(template) === null)
        const all = some.map(({ key, ...change }) => task({ id: id(`same-id-${key}`), ...change }))
        const folders = [...foldersOf(template, 'output', all).values()]
        for (const folder of folders) {
          const parts = folder.split('/')
          expect(parts.every(part => part !== '' && part !== '.' && part !== '..')).toBe(true)
          expect(folder).not.toMatch(/[\\:\0]/)
        }
        const folded = folders.map(folder => folder.toLowerCase())
        expect(new Set(folded).size).toBe(folders.length)
        expect(folded.some(a => folded.some(b => b.startsWith(`${a}/`)))).toBe(false)
      }),
    )
  })
})

describe('the template for whatever comes', () => {
  it('is usually that of the vendor’s own client', () => {
    expect(judgeTaskTemplate(usualTaskTemplate)).toBeNull()
    expect(folderOfTask(usualTaskTemplate, 'output', task())).toBe('fz4cq3zdmnpf0a7cej1jyfp4b/outputs')
    expect(folderOfTask(usualTaskTemplate, 'input', task())).toBe('fz4cq3zdmnpf0a7cej1jyfp4b/inputs')
  })

  it.each(['{project}', 'results', '{simulator}/{date}'])('keeps no tasks apart by %s', template => {
    expect(judgeTaskTemplate(template)).toEqual({ kind: 'shared' })
    expect(describeTemplateProblem({ kind: 'shared' })).toContain('{id8}')
  })

  it('says first what is wrong with a template for other reasons', () => {
    expect(judgeTaskTemplate('../{id}')).toEqual({ kind: 'climbs-out' })
  })

  it('never puts inputs among outputs', () => {
    expect(folderOfTask('{project}/{id8}', 'output', task())).toBe('cavity-sweep/fz4cq3zd')
    expect(folderOfTask('{project}/{id8}', 'input', task())).toBe('cavity-sweep/fz4cq3zd/inputs')
  })
})
