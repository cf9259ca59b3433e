/** One named test per published attack on signed tokens; each forges as well as its author could. */
@NullMarked
package dev.sallyport.token.attacks;

import org.jspecify.annotations.NullMarked;
