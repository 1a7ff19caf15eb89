import { act, cleanup, configure, getConfig } from '@testing-library/react'
import { createElement, Fragment } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach } from 'vitest'

// happy-dom lays nothing out: virtual lists and menus need some size to draw anything.
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, get: () => 600 },
  offsetWidth: { configurable: true, get: () => 1000 },
  clientHeight: { configurable: true, get: () => 600 },
})

// React draws first and runs effects some time later, on a busy computer long after a test has found what it waited for:
// what it does next would then meet listeners, timers and references as they were before. Whatever is waited for here has
// its effects as well, as React runs those that are due before it draws anything else.
const aside = createRoot(document.createElement('div'))
const usual = getConfig()
configure({
  asyncUtilTimeout: 10_000, // how long until it is said that something never comes; what comes may have to wait for a computer
  asyncWrapper: async wait => {
    const found: unknown = await usual.asyncWrapper(wait)
    act(() => aside.render(createElement(Fragment)))
    return found
  },
})

afterEach(cleanup)
