/**
 * Tells faults of annotations while they are compiled, at their line, that otherwise stop the application's start. Start at {@link
 * dev.sallyport.processor.SallyportProcessor}. It needs neither the servlet nor the JAX-RS API: their types are known by name.
 */
@NullMarked
package dev.sallyport.processor;

import org.jspecify.annotations.NullMarked;
