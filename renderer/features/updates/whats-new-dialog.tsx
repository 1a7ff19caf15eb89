import { Code, List, Modal, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import changelog from '../../../CHANGELOG.md?raw'
import { parseChangelog, type Release } from '../../../app/domain/updates/changelog.ts'

export const releases = parseChangelog(changelog)

type WhatsNewDialogProps = {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** What is shown: all releases, or those that somebody has not seen. */
  readonly shown?: readonly Release[]
}

/** What changed from version to version, in the words of the changelog. */
export function WhatsNewDialog({ isOpen, onClose, shown = releases }: WhatsNewDialogProps) {
  const { t } = useTranslation('updates')
  return (
    <Modal
      stackId="whats-new"
      size={640}
      opened={isOpen}
      onClose={onClose}
      title={t('newsTitle')}
      closeButtonProps={{ 'aria-label': t('newsClose') }}
    >
      {shown.map(release => (
        <ReleaseNotes key={release.version} release={release} />
      ))}
    </Modal>
  )
}

function ReleaseNotes({ release: { version, date, groups } }: { readonly release: Release }) {
  const { t } = useTranslation('updates')
  return (
    <article>
      <Title order={3} size="h5" mt="xs">
        {version === null ? t('newsUnreleased') : t('newsVersion', { version })}
        {date !== null && (
          <Text span size="sm" c="dimmed" ml="xs">
            {date}
          </Text>
        )}
      </Title>
      {groups.map(({ title, entries }) => (
        <section key={title}>
          <Title order={4} size="h6" mt="xs" mb={4}>
            {title}
          </Title>
          <List size="sm" spacing={4}>
            {entries.map(entry => (
              <List.Item key={entry}>{withCode(entry)}</List.Item>
            ))}
          </List>
        </section>
      ))}
    </article>
  )
}

/** What stands between backticks is typed or read as it is. */
function withCode(entry: string): readonly React.ReactNode[] {
  return entry.split('`').map((part, at) => (at % 2 === 1 ? <Code key={at}>{part}</Code> : part))
}
