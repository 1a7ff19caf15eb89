import { describe, expect, it } from 'vitest'
import { parseTask, parseTaskStatus, parseTaskWithHistory } from '../../../app/api/parse-task.ts'
import { taskId } from '../../fakes/task-records.ts'

/** As the service sends it: api reference, section 11. */
const wireTask = {
  task_id: 't1aaaaaaaaaaaaaaaaaaaaaaa',
  status: 'success',
  status_alias: 'Success',
  simulator: 'xbeach',
  storage_path: 't1aaaaaaaaaaaaaaaaaaaaaaa',
  storage_input_path: 't1aaaaaaaaaaaaaaaaaaaaaaa/input.zip',
  storage_output_path: 't1aaaaaaaaaaaaaaaaaaaaaaa/output.zip',
  storage_region: 'europe-west1',
  container_image: 'docker://inductiva/kutu:xbeach_v1.24',
  project: 'coast',
  is_terminated: true,
  create_time: '2025-12-01T10:00:00.123456+00:00',
  input_submit_time: '2025-12-01T10:00:01.123456+00:00',
  start_time: '2025-12-01T10:00:02.123456+00:00',
  computation_start_time: '2025-12-01T10:00:03.123456+00:00',
  computation_end_time: '2025-12-01T10:00:04.123456+00:00',
  end_time: '2025-12-01T10:00:05.123456+00:00',
  estimated_computation_cost: 0.012,
  metrics: {
    total_seconds: 5.0,
    queue_time_seconds: null,
    output_zipped_size_bytes: 313213,
    output_size_bytes: 900000,
    output_total_files: 7,
  },
  executer: { vm_type: 'c2d-highcpu-16', vm_name: 'api-x', host_type: 'GCP', n_mpi_hosts: 0, cpu_count_logical: 16 },
  num_retries: 0,
  duration_seconds: 5.0,
  orchestration_fee: { amount: 0.02, charged: true, currency: 'USD' },
  extra_params: { commands: [{ cmd: 'xbeach params.txt', prompts: [] }] },
  task_metadata: { URef: '12', note: null },
}

describe('parseTask', () => {
  it('reads a whole task', () => {
    const parsed = parseTask(wireTask)
    expect(parsed?.task).toMatchObject({
      id: 't1aaaaaaaaaaaaaaaaaaaaaaa',
      status: 'success',
      statusAlias: 'Success',
      group: 'finished',
      createdAtMs: Date.UTC(2025, 11, 1, 10, 0, 0, 123),
      endedAtMs: Date.UTC(2025, 11, 1, 10, 0, 5, 123),
      machine: { type: 'c2d-highcpu-16', provider: 'GCP', hosts: 0, cpuCount: 16, memoryBytes: null },
      outputZippedBytes: 313213,
      outputFiles: 7,
      metadata: { URef: '12' },
    })
    expect(parsed?.facts).toMatchObject({
      metrics: { total_seconds: 5 },
      orchestrationFee: { amountUsd: 0.02, isCharged: true },
      commands: ['xbeach params.txt'],
      outputPath: 't1aaaaaaaaaaaaaaaaaaaaaaa/output.zip',
    })
  })

  it('needs nothing but an id', () => {
    const parsed = parseTask({ task_id: 'abc' })
    expect(parsed?.task).toMatchObject({ status: 'other', isTerminated: false, simulator: 'unknown', metadata: {} })
  })

  it('takes every field as absent that is null', () => {
    const nothing = Object.fromEntries(Object.keys(wireTask).map(name => [name, null]))
    const parsed = parseTask({ ...nothing, task_id: 'abc' })
    expect(parsed?.task).toMatchObject({ project: 'default', machine: null, createdAtMs: null, retries: 0 })
    expect(parsed?.facts).toMatchObject({ metrics: {}, commands: [], orchestrationFee: null })
  })

  it('shows an unknown status under the name the service gives it', () => {
    const hibernating = { ...wireTask, status: 'hibernating', status_alias: 'Sleeping', is_terminated: false }
    expect(parseTask(hibernating)?.task).toMatchObject({ status: 'other', statusAlias: 'Sleeping', group: 'active' })
    expect(parseTask({ task_id: 'a', status: 'hibernating' })?.task.statusAlias).toBe('hibernating')
  })

  it.each([
    ['numbers as text', { duration_seconds: '5.5' }, { durationSeconds: 5.5 }],
    ['a count with a point', { metrics: { output_total_files: 92.0 } }, { outputFiles: 92 }],
    ['a truth value as a number', { is_terminated: 0 }, { isTerminated: false }],
    ['a text that is a number', { simulator: 7 }, { simulator: '7' }],
    ['a negative size', { metrics: { output_size_bytes: -1 } }, { outputBytes: null }],
    ['a list for an object', { metrics: [], executer: [], task_metadata: [] }, { machine: null, metadata: {} }],
    ['nested metadata', { task_metadata: { a: { b: 1 } } }, { metadata: { a: '{"b":1}' } }],
    ['a machine of one’s own', { executer: { vm_type: 'n/a', host_type: 'LOCAL' } }, { machine: { type: null } }],
  ])('copes with %s', (_name, odd, expected) => {
    expect(parseTask({ ...wireTask, ...odd })?.task).toMatchObject(expected)
  })

  it.each([null, 'task', 7, [], {}, { task_id: null }, { task_id: '../x' }])('refuses %j, which has no id', raw => {
    expect(parseTask(raw)).toBeNull()
  })

  it('tells the error of the machine when the task itself names none', () => {
    const parsed = parseTask({ ...wireTask, executer: { ...wireTask.executer, error_detail: 'No space left' } })
    expect(parsed?.facts.errorDetail).toBe('No space left')
  })
})

describe('parseTaskWithHistory', () => {
  const command = {
    name: 'exec_command',
    alias: 'Run command',
    start_timestamp: '2025-12-01T10:00:03+00:00',
    end_timestamp: null,
    status: 'FAILED',
    attributes: { command: 'xbeach params.txt', exit_code: -9, container_command: 'x' },
  }
  const history = [
    { status: 'pending-input', alias: 'Waiting', timestamp: '2025-12-01T10:00:00+00:00', end_timestamp: null },
    { status: 'computation-started', timestamp: '2025-12-01T10:00:03+00:00', operations: [command, 'odd'] },
  ]

  it('keeps the order of the steps and reads their operations', () => {
    const parsed = parseTaskWithHistory({ ...wireTask, status_history: history })
    expect(parsed?.history.map(step => step.alias)).toEqual(['Waiting', 'computation-started'])
    expect(parsed?.history[1]?.operations).toEqual([
      expect.objectContaining({
        state: 'failed',
        command: 'xbeach params.txt',
        exitCode: -9,
        attributes: { container_command: 'x' },
      }),
    ])
  })

  it('takes the commands from the machine when the submission names none', () => {
    const parsed = parseTaskWithHistory({ ...wireTask, extra_params: null, status_history: history })
    expect(parsed?.facts.commands).toEqual(['xbeach params.txt'])
  })

  it('has an empty history where the service sends none', () => {
    expect(parseTaskWithHistory({ ...wireTask, status_history: null })?.history).toEqual([])
  })
})

describe('parseTaskStatus', () => {
  it('reads the place in the queue', () => {
    const raw = { id: 'a', status: 'submitted', position_in_queue: { tasks_ahead: 3 }, is_terminated: false }
    expect(parseTaskStatus(taskId('a'), raw)).toEqual({
      id: 'a',
      status: 'submitted',
      tasksAhead: 3,
      isTerminated: false,
    })
  })

  it('derives the end from the code where the service does not say', () => {
    expect(parseTaskStatus(taskId('a'), { status: 'killed' })).toMatchObject({ isTerminated: true, tasksAhead: null })
  })

  it.each([null, [], { status: null }, 'killed'])('refuses %j', raw => {
    expect(parseTaskStatus(taskId('a'), raw)).toBeNull()
  })
})
