@NullMarked
package dev.sallyport.fiveapis;

import org.jspecify.annotations.NullMarked;
