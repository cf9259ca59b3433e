/**
 * What may be done: scope names, sets of them, the application's catalogue, and roles. Start at {@link
 * dev.sallyport.scope.ScopeSet}. Knows nothing of who holds them.
 */
@NullMarked
package dev.sallyport.scope;

import org.jspecify.annotations.NullMarked;
