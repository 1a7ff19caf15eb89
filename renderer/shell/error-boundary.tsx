import { Button } from '@mantine/core'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/empty-state.tsx'

type ErrorBoundaryState = { readonly hasCrashed: boolean }

/** Keeps a bug in one part of the window from taking the others with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasCrashed: false }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasCrashed: true }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack)
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    return <Crashed onAgain={() => this.setState({ hasCrashed: false })} />
  }
}

function Crashed({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <div role="alert">
      <EmptyState message={t('crash.message')} action={<Button onClick={onAgain}>{t('crash.again')}</Button>} />
    </div>
  )
}
