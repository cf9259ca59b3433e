/** Attacks over HTTP, each tried as an attacker would, beside what the same request may do in the right hands. */
@NullMarked
package dev.sallyport.servlet.attacks;

import org.jspecify.annotations.NullMarked;
