/** Tests of clients and their types. */
@NullMarked
package dev.sallyport.client;

import org.jspecify.annotations.NullMarked;
