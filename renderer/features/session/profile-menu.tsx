import { Menu, UnstyledButton } from '@mantine/core'
import { IconFlask, IconKey, IconLogout, IconSelector, IconSettings, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../app/contract/session.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatMoney } from '../../ui/format-money.ts'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './profile-menu.module.css'
import { useSession } from './session-context.tsx'
import { SignOutDialog } from './sign-out-dialog.tsx'

type ProfileMenuProps = { readonly profile: Profile; readonly onOpenSettings: () => void }

/** Whose account this is, and what belongs to it. The sample account says at all times that it is one. */
export function ProfileMenu({ profile, onOpenSettings }: ProfileMenuProps) {
  const { t } = useTranslation('session')
  const [isSigningOut, setSigningOut] = useState(false)
  const isSample = profile.kind === 'sample'
  const name = isSample ? t('account.sampleLabel') : (profile.name ?? profile.username)
  const credits = profile.creditsUsd === null ? t('account.creditsUnknown') : formatMoney(profile.creditsUsd)
  return (
    <>
      <Menu width={280} position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={classes.target} data-sample={isSample} aria-label={t('account.menu', { name })}>
            {isSample ? <IconFlask size={20} aria-hidden /> : <IconUserCircle size={20} aria-hidden />}
            <span className={classes.who}>
              <span className={classes.name}>{name}</span>
              <span className={classes.credits}>{isSample ? profile.username : credits}</span>
            </span>
            <IconSelector size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <ProfileFacts profile={profile} credits={credits} />
          </Menu.Label>
          <Menu.Divider />
          {profile.keyStorage === 'memory' && <KeepKeyItem />}
          <Menu.Item leftSection={<IconSettings size={16} />} onClick={onOpenSettings}>
            {t('account.settings')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => setSigningOut(true)}>
            {isSample ? t('account.leaveSample') : t('account.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SignOutDialog profile={profile} isOpen={isSigningOut} onClose={() => setSigningOut(false)} />
    </>
  )
}

/** A keychain that was locked or not there may be usable by now. What still keeps it is said above. */
function KeepKeyItem() {
  const { t } = useTranslation('session')
  const { api } = useBridge()
  const { accept } = useSession()
  const { run, isBusy } = usePerform()
  return (
    <Menu.Item
      leftSection={<IconKey size={16} />}
      closeMenuOnClick={false}
      disabled={isBusy}
      onClick={() => run(() => api.retrySession({}).then(accept))}
    >
      {t('account.keepKey')}
    </Menu.Item>
  )
}

function ProfileFacts({ profile, credits }: { readonly profile: Profile; readonly credits: string }) {
  const { t } = useTranslation('session')
  const facts: readonly (readonly [string, string | null])[] = [
    [t('account.credits'), credits],
    [t('account.plan'), profile.plan],
    [t('account.address'), profile.baseUrl],
  ]
  const note = {
    keychain: t('account.keyInKeychain'),
    memory: profile.keyStorageNote ?? t('account.keyInMemory'),
    none: t('account.sampleExplanation'),
  }[profile.keyStorage]
  return (
    <div className={classes.facts}>
      <strong>{profile.name ?? profile.username}</strong>
      {profile.email !== null && <span>{profile.email}</span>}
      <dl>{facts.map(([term, value]) => value !== null && <Fact key={term} term={term} value={value} />)}</dl>
      <span>{note}</span>
    </div>
  )
}

function Fact({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  )
}
