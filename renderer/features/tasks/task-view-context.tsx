import { createContext, useContext, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { createTaskView, type TaskView, type TaskViewState } from './task-view.ts'

const TaskViewContext = createContext<TaskView | null>(null)

export function TaskViewProvider({ children }: { readonly children: ReactNode }) {
  const [view] = useState(createTaskView)
  return <TaskViewContext value={view}>{children}</TaskViewContext>
}

/** The view's actions. Never changes, and so never draws anything anew. */
export function useTaskView(): TaskView {
  const view = useContext(TaskViewContext)
  if (!view) throw new Error('useTaskView needs a TaskViewProvider above it')
  return view
}

/** A part of what the person looks at. */
export function useTaskViewState<Part>(select: (state: TaskViewState) => Part): Part {
  return useStore(useTaskView(), select)
}
