import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// happy-dom lays nothing out: virtual lists and menus need some size to draw anything.
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, get: () => 600 },
  offsetWidth: { configurable: true, get: () => 1000 },
  clientHeight: { configurable: true, get: () => 600 },
})

afterEach(cleanup)
