/**
 * Keeps the documents true. Every {@code java} block of README.md and docs/guide.md is compiled, and run where it can run; the
 * HTML comment before it, {@code <!-- example: wiring -->}, names the {@link dev.sallyport.quickstart.docs.Frame} that it stands
 * in. Start at {@link dev.sallyport.quickstart.docs.ExamplesTest}.
 */
@NullMarked
package dev.sallyport.quickstart.docs;

import org.jspecify.annotations.NullMarked;
