import vm from 'node:vm';

/**
 * Has a worker compile each ES module once, not once for every test file that imports it: Node is handed the code cache of the first
 * time. V8 only asks whether the text is as long as it was, so the text is compared.
 */
const { SourceTextModule } = vm;

/** By the path of a module: its text, and what V8 made of it. */
const compiled = new Map();

vm.SourceTextModule = class extends SourceTextModule {
  constructor(source, options) {
    const known = compiled.get(options.identifier);
    if (known?.source === source) super(source, { ...options, cachedData: known.code });
    else {
      super(source, options);
      compiled.set(options.identifier, { source, code: this.createCachedData() });
    }
  }
};
