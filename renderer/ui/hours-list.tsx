import { Button, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, type ReactNode, type Ref } from 'react'
import { IconButton } from './icon-button.tsx'
import classes from './hours-list.module.css'

export type ListedHours = {
  readonly words: string // "Mon–Fri 08:00–18:00"; of each there is one
  readonly detail?: string // what holds then
  readonly onRemove: () => void
}

type HoursListProps = {
  readonly texts: {
    readonly label: string
    readonly explanation: string
    readonly add: string
    readonly remove: (words: string) => string
  }
  readonly hours: readonly ListedHours[]
  readonly isBusy?: boolean
  /** Whether the form is open. */
  readonly isAdding: boolean
  readonly onAdding: (isAdding: boolean) => void
  /** Takes the focus when what had it goes away. */
  readonly addRef: Ref<HTMLButtonElement>
  /** The form for more. */
  readonly children: ReactNode
}

/** Hours of the week: what there is, each with a way to remove it, and a form for more. */
export function HoursList({ texts, hours, isBusy = false, isAdding, onAdding, addRef, children }: HoursListProps) {
  const [labelId, formId] = [useId(), useId()]
  return (
    <>
      <Text size="sm" fw={500} id={labelId}>
        {texts.label}
      </Text>
      <Text size="xs" c="dimmed">
        {texts.explanation}
      </Text>
      {hours.length > 0 && (
        <ul className={classes.lines} aria-labelledby={labelId}>
          {hours.map(({ words, detail, onRemove }) => (
            <li key={words + (detail ?? '')} className={classes.line}>
              <span className={classes.hours}>{words}</span>
              {detail !== undefined && <span className={classes.detail}>{detail}</span>}
              <IconButton label={texts.remove(words)} disabled={isBusy} onClick={onRemove}>
                <IconTrash size={16} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        ref={addRef}
        mt={6}
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-expanded={isAdding}
        aria-controls={formId}
        onClick={() => onAdding(!isAdding)}
      >
        {texts.add}
      </Button>
      <div id={formId} className={classes.form}>
        {isAdding && <div ref={bringIntoSight}>{children}</div>}
      </div>
    </>
  )
}

/** The list may stand at the end of what is in sight: a form below it would open unseen. */
function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
