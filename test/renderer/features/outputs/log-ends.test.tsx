import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { LogEnds } from '../../../../renderer/features/outputs/log-ends.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { archiveAnswers, file, summary, taskId } from './fake-archive.ts'

const logs = {
  'artifacts/': [
    file('artifacts/old/stderr.txt', { entryIndex: 1 }),
    file('artifacts/stderr.txt', { entryIndex: 2 }),
    file('artifacts/stdout.txt', { entryIndex: 3 }),
  ],
}
const printed = (text: string) =>
  ({ text, encoding: 'utf-8', isComplete: true, isVerified: true, bytesFetched: 1500 }) as const

function open(answers: FakeAnswers = {}, outputFiles = 12, isWanted = false) {
  const transport = new FakeTransport({
    ...archiveAnswers(logs),
    openArchive: () => ({ state: 'open', archive: { ...summary, rootFolder: 'artifacts/' } }),
    ...answers,
  })
  return renderWindow(<LogEnds task={{ id: taskId, isTerminated: true, outputFiles }} isWanted={isWanted} />, transport)
}

describe('LogEnds', () => {
  it('shows the last 50 lines of the error output at once, and nothing else is read', async () => {
    const lines = Array.from({ length: 60 }, (_, line) => `line ${line + 1}`)
    const { transport } = open({ readEntryText: () => printed(`${lines.join('\n')}\n`) })
    const shown = await screen.findByLabelText('Last lines of stderr.txt')
    expect(shown.textContent).toBe(lines.slice(10).join('\n'))
    expect(screen.getByText(/^Last 50 of 60 lines · 1\.50 KB fetched/)).toBeTruthy()
    expect(transport.inputsOf('readEntryText').map(({ entryIndex }) => entryIndex)).toEqual([2])
  })

  it('reads the other output when it is unfolded', async () => {
    const { user } = open({ readEntryText: ({ entryIndex }) => printed(entryIndex === 3 ? 'Time = 87' : 'Fatal') })
    await screen.findByText('Fatal')
    await user.click(screen.getByText('Last output (stdout.txt)'))
    expect(await screen.findByText('Time = 87')).toBeTruthy()
  })

  it('shows all of it and takes the focus where it was asked for', async () => {
    open({ readEntryText: ({ entryIndex }) => printed(entryIndex === 3 ? 'Time = 87' : 'Fatal') }, 150_000, true)
    expect(await screen.findByText('Fatal')).toBeTruthy()
    expect(await screen.findByText('Time = 87')).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Last error output (stderr.txt)')
  })

  it('opens an archive of very many files only when asked', async () => {
    const { user, transport } = open({}, 150_000)
    expect(transport.inputsOf('openArchive')).toEqual([])
    await user.click(screen.getByText('Last error output (stderr.txt)'))
    await waitFor(() => expect(transport.inputsOf('openArchive')).toHaveLength(1))
  })

  it.each([
    ['holds no such file', {}, /The archive has no stderr\.txt/],
    ['holds an empty one', { 'artifacts/': [file('artifacts/stderr.txt', { sizeBytes: 0 })] }, /Nothing was printed/],
    [
      'holds one too long to read unasked',
      { 'artifacts/': [file('artifacts/stderr.txt', { sizeBytes: 9_000_000 })] },
      /stderr\.txt is 9\.00 MB long/,
    ],
  ])('says so when the archive %s', async (_, folders, sentence) => {
    const { transport } = open({ searchEntries: archiveAnswers(folders).searchEntries! })
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(transport.inputsOf('readEntryText')).toEqual([])
  })

  it('says why it could not be read, and tries again', async () => {
    const { user, transport } = open({
      readEntryText: () => {
        throw new FakeFailure({ code: 'service-slow', message: 'No answer in time.', remedy: 'retry' })
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('No answer in time.')
    transport.answer({ readEntryText: () => printed('Segmentation fault') })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Segmentation fault')).toBeTruthy()
  })

  it('says why there is no archive', async () => {
    open({ openArchive: () => ({ state: 'none', reason: 'The outputs were deleted.' }) })
    expect(await screen.findByText('The outputs were deleted.')).toBeTruthy()
  })
})
