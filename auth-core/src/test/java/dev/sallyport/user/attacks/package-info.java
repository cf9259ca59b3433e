/** Attacks on logins, one named test each, through the public types alone. */
@NullMarked
package dev.sallyport.user.attacks;

import org.jspecify.annotations.NullMarked;
