import { useId, type ReactNode } from 'react'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { Problem } from '../../ui/problem.ts'
import classes from './sign-in-screen.module.css'

type WayCardProps = {
  readonly icon: ReactNode
  readonly title: string
  readonly explanation: string
  readonly problem: Problem | null
  readonly children: ReactNode
}

/** One way in: what it is, its control, and why it did not work. */
export function WayCard({ icon, title, explanation, problem, children }: WayCardProps) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <span className={classes.cardIcon} aria-hidden>
        {icon}
      </span>
      <h2 id={id} className={classes.cardTitle}>
        {title}
      </h2>
      <p className={classes.explanation}>{explanation}</p>
      <div className={classes.control}>
        {problem && <FailureNotice problem={problem} />}
        {children}
      </div>
    </section>
  )
}
