import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../../app/contract/session.ts'
import { ProfileMenu } from '../../../../renderer/features/session/profile-menu.tsx'
import { SessionProvider, useSession } from '../../../../renderer/features/session/session-context.tsx'
import { SignInScreen } from '../../../../renderer/features/session/sign-in-screen.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'

const signedOut: Session = { state: 'signed-out', baseUrl: 'https://api.inductiva.ai', reason: null }
const signedIn: Extract<Session, { state: 'signed-in' }> = {
  state: 'signed-in',
  profile: {
    id: 'p1',
    kind: 'account',
    username: 'ana',
    name: 'Ana',
    email: null,
    plan: null,
    creditsUsd: 5,
    baseUrl: 'https://api.inductiva.ai',
    keyStorage: 'keychain',
    keyStorageNote: null,
  },
  attention: null,
}

function Screens() {
  const session = useSession().value
  if (session?.state === 'signed-out') return <SignInScreen session={session} />
  if (!session) return <p>Starting</p>
  return (
    <>
      <p>Signed in as {session.profile.username}</p>
      <ProfileMenu profile={session.profile} onOpenSettings={() => undefined} />
    </>
  )
}

function open(answers: FakeAnswers = {}, session: Session = signedOut) {
  const transport = new FakeTransport({ getSession: () => session, findLocalKeys: () => ({ keys: [] }), ...answers })
  return renderWindow(
    <SessionProvider>
      <Screens />
    </SessionProvider>,
    transport,
  )
}

describe('SignInScreen', () => {
  it('signs in with a pasted key, without the blanks around it', async () => {
    const { user, transport } = open({ signIn: () => signedIn })
    await user.click(await screen.findByLabelText('API key'))
    await user.paste('  abc123 \n')
    await user.keyboard('{Enter}')
    expect(await screen.findByText('Signed in as ana')).toBeTruthy()
    expect(transport.inputsOf('signIn')).toEqual([{ key: 'abc123', baseUrl: 'https://api.inductiva.ai' }])
  })

  it('hides the key until it is asked to show it', async () => {
    const { user } = open()
    const field = await screen.findByLabelText<HTMLInputElement>('API key')
    expect(field.type).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Show or hide the key' }))
    expect(field.type).toBe('text')
  })

  it('says why a key was refused, beside the field, and keeps the key for correcting it', async () => {
    const message = 'Inductiva did not accept this key. Nothing was saved.'
    const { user } = open({
      signIn: () => {
        throw new FakeFailure({ code: 'key-refused', message })
      },
    })
    await user.type(await screen.findByLabelText('API key'), 'wrong')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    const card = screen.getByRole('region', { name: 'Paste an API key' })
    expect((await within(card).findByRole('alert')).textContent).toContain(message)
    expect(screen.getByLabelText<HTMLInputElement>('API key').value).toBe('wrong')
  })

  it('asks for a key before it asks the service', async () => {
    const { user, transport } = open()
    await user.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('Paste the key first.')).toBeTruthy()
    expect(transport.inputsOf('signIn')).toEqual([])
  })

  it('offers the key found on this computer and says where it lies', async () => {
    const { user, transport } = open({
      findLocalKeys: () => ({ keys: [{ source: 'file', location: '/home/ana/.inductiva/api_key' }] }),
      signInWithLocalKey: () => signedIn,
    })
    expect(await screen.findByText('/home/ana/.inductiva/api_key')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /Use the key from/ }))
    expect(await screen.findByText('Signed in as ana')).toBeTruthy()
    expect(transport.inputsOf('signInWithLocalKey')).toEqual([{ source: 'file', baseUrl: 'https://api.inductiva.ai' }])
  })

  it('offers no key of this computer where there is none', async () => {
    open()
    await screen.findByRole('region', { name: 'Try the sample account' })
    expect(screen.queryByRole('region', { name: 'Use the key on this computer' })).toBeNull()
  })

  it('opens the sample account, and lets nothing else be tried meanwhile', async () => {
    let answer: (session: Session) => void = () => undefined
    const { user } = open({ signInToSample: () => new Promise<Session>(resolve => (answer = resolve)) })
    await user.click(await screen.findByRole('button', { name: 'Open the sample account' }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in' }).disabled).toBe(true)
    answer(signedIn)
    expect(await screen.findByText('Signed in as ana')).toBeTruthy()
  })

  it('signs in to the address of a private deployment', async () => {
    const { user, transport } = open({ signIn: () => signedIn })
    const address = await screen.findByLabelText('Address of the service')
    await user.clear(address)
    await user.type(address, 'https://sim.example.org')
    await user.type(screen.getByLabelText('API key'), 'k{Enter}')
    await screen.findByText('Signed in as ana')
    expect(transport.inputsOf('signIn')).toEqual([{ key: 'k', baseUrl: 'https://sim.example.org' }])
  })

  it('says why the last session could not be restored', async () => {
    const reason = {
      code: 'key-refused',
      message: 'The key is not valid any more.',
      remedy: 'none',
      details: null,
    } as const
    open({}, { ...signedOut, reason })
    expect((await screen.findByRole('alert')).textContent).toContain('The key is not valid any more.')
  })

  it('lets a sign-in be cancelled while the service does not answer, and keeps what was typed', async () => {
    let answer: (session: Session) => void = () => undefined
    const { user, transport } = open({
      signIn: () => new Promise<Session>(resolve => (answer = resolve)),
      cancelSignIn: () => {
        answer(signedOut)
        return signedOut
      },
    })
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
    await user.type(await screen.findByLabelText('API key'), 'abc123{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole<HTMLButtonElement>('button', { name: 'Sign in' })).toHaveProperty('disabled', false)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByLabelText<HTMLInputElement>('API key').value).toBe('abc123')
    expect(transport.inputsOf('cancelSignIn')).toEqual([{}])
  })

  it('tries again what kept the last session from coming back', async () => {
    const locked = (message: string) =>
      ({ ...signedOut, reason: { code: 'key-not-found', message, remedy: 'retry', details: null } }) as const
    const answers: Session[] = [locked('It is still locked.'), signedIn]
    const { user } = open({ retrySession: () => answers.shift()! }, locked('The keychain is locked.'))
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect((await screen.findByText('It is still locked.')).textContent).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Signed in as ana')).toBeTruthy()
  })
})

describe('ProfileMenu', () => {
  it('puts a key of memory into the keychain, or says what still keeps it', async () => {
    const withKey = (keyStorage: 'memory' | 'keychain', keyStorageNote: string | null): Session => ({
      ...signedIn,
      profile: { ...signedIn.profile, keyStorage, keyStorageNote },
    })
    const answers = [withKey('memory', 'It is still locked.'), withKey('keychain', null)]
    const { user } = open({ retrySession: () => answers.shift()! }, withKey('memory', 'The keychain is locked.'))
    await user.click(await screen.findByRole('button', { name: 'Account: Ana' }))
    await screen.findByText('The keychain is locked.')
    await user.click(screen.getByRole('menuitem', { name: 'Keep the key in the keychain' }))
    await screen.findByText('It is still locked.')
    await user.click(screen.getByRole('menuitem', { name: 'Keep the key in the keychain' }))
    await screen.findByText('The key is in this computer’s keychain.')
    expect(screen.queryByRole('menuitem', { name: 'Keep the key in the keychain' })).toBeNull()
  })
})
