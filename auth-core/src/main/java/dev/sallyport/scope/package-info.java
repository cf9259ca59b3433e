@NullMarked
package dev.sallyport.scope;

import org.jspecify.annotations.NullMarked;
