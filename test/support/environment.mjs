import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import './compile-once.mjs';

/**
 * Jest's environment for Node, with a global object like any other.
 *
 * `createContext()` makes one of which every look-up is a call that no compiler sees through, in tests and in all that they load: a
 * loop that says `Math.trunc` took ten times as long as in the product, and a schema twice as long.
 */
export default class OrdinaryEnvironment extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
