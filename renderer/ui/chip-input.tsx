import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import classes from './chip-input.module.css'

export type Chip = {
  readonly text: string
  /** What the text amounts to, beside it. */
  readonly note?: string
  readonly isDoubtful?: boolean // drawn as a warning
}

type ChipInputProps = {
  readonly label: string
  /** How the chips work together; shown while there are some. */
  readonly description: string
  readonly placeholder: string
  readonly addLabel: string
  /** Names the button that takes a chip away. */
  readonly removeLabel: (text: string) => string
  readonly chips: readonly Chip[]
  /** Why a text cannot become a chip, as a sentence; null when it can. */
  readonly problemOf: (text: string) => string | null
  readonly onAdd: (text: string) => void
  readonly onRemove: (text: string) => void
}

/**
 * A list of short texts, each typed and then a chip to be taken away. Enter adds; Backspace in the empty field goes to
 * the last chip; on a chip, arrows go to its neighbours, Backspace and Delete take it away.
 */
export function ChipInput(props: ChipInputProps) {
  const { label, description, placeholder, addLabel, removeLabel, chips, problemOf, onAdd, onRemove } = props
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const labelId = useId()
  const descriptionId = useId()
  const wanted = text.trim()

  // A chip more may have pushed the field out of sight.
  useEffect(() => {
    if (document.activeElement === input.current) input.current?.scrollIntoView({ block: 'nearest' })
  }, [chips.length])

  const add = () => {
    const found = wanted === '' ? null : problemOf(wanted)
    setProblem(found)
    if (wanted === '' || found !== null) return
    onAdd(wanted)
    setText('')
  }
  const focusChip = (place: number) => {
    const buttons = list.current?.querySelectorAll('button')
    const button = buttons?.item(Math.min(Math.max(0, place), buttons.length - 1))
    if (button) button.focus()
    else input.current?.focus()
  }
  const remove = (place: number, chip: Chip) => {
    // The focus moves before the chip goes, or it would be lost.
    if (chips.length === 1) input.current?.focus()
    else focusChip(place + 1 < chips.length ? place + 1 : place - 1)
    onRemove(chip.text)
  }
  const onInputKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') add()
    else if (event.key === 'Backspace' && text === '' && chips.length > 0) focusChip(chips.length - 1)
    else if (event.key === 'Escape' && text !== '') setText('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onChipKey = (event: KeyboardEvent, place: number, chip: Chip) => {
    if (event.key === 'Backspace' || event.key === 'Delete') remove(place, chip)
    else if (event.key === 'ArrowLeft') focusChip(place - 1)
    else if (event.key === 'ArrowRight' && place + 1 === chips.length) input.current?.focus()
    else if (event.key === 'ArrowRight') focusChip(place + 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.root} role="group" aria-labelledby={labelId} aria-describedby={descriptionId}>
      <div className={classes.line}>
        <span id={labelId} className={classes.label}>
          {label}
        </span>
        {chips.length > 0 && (
          <ul ref={list} className={classes.chips} aria-labelledby={labelId}>
            {chips.map((chip, place) => (
              <li key={chip.text} className={classes.chip} data-doubtful={chip.isDoubtful}>
                <span className={classes.text} title={chip.text}>
                  {chip.text}
                </span>
                {chip.note !== undefined && <span className={classes.note}>{chip.note}</span>}
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={removeLabel(chip.text)}
                  onClick={() => remove(place, chip)}
                  onKeyDown={event => onChipKey(event, place, chip)}
                >
                  <IconX size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextInput
          ref={input}
          size="xs"
          className={classes.input}
          aria-labelledby={labelId}
          placeholder={placeholder}
          value={text}
          error={problem}
          spellCheck={false}
          autoComplete="off"
          onChange={event => {
            setText(event.currentTarget.value)
            setProblem(null)
          }}
          onKeyDown={onInputKey}
        />
        {wanted !== '' && (
          <Button size="xs" variant="default" onClick={add}>
            {addLabel}
          </Button>
        )}
      </div>
      <p id={descriptionId} className={classes.description} hidden={chips.length === 0}>
        {description}
      </p>
    </div>
  )
}
