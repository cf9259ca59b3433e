/** Compiles small sources and looks at what the compiler says. */
@NullMarked
package dev.sallyport.processor;

import org.jspecify.annotations.NullMarked;
