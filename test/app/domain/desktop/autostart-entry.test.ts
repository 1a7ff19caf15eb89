import { describe, expect, it } from 'vitest'
import { autostartEntry } from '../../../../app/domain/desktop/autostart-entry.ts'

const execOf = (program: string) => /^Exec=(.*)$/m.exec(autostartEntry(program))?.[1]

describe('autostartEntry', () => {
  it('starts the program without a window', () => {
    expect(autostartEntry('/opt/Inductiva Desktop/inductiva-desktop').split('\n')).toEqual([
      '[Desktop Entry]',
      'Type=Application',
      'Name=Inductiva Desktop',
      'Exec="/opt/Inductiva Desktop/inductiva-desktop" --hidden',
      'X-GNOME-Autostart-enabled=true',
      '',
    ])
  })

  it.each([
    ['/home/ünï/app', '"/home/ünï/app" --hidden'],
    ['/home/100%/app', '"/home/100%%/app" --hidden'],
    ['/home/$HOME/a"b`c', String.raw`"/home/\\$HOME/a\\"b\\${'`'}c" --hidden`],
    [String.raw`/home/a\b`, String.raw`"/home/a\\\\b" --hidden`],
  ])('keeps %s what it is', (program, exec) => expect(execOf(program)).toBe(exec))
})
