/** What every service needs and none owns: the backend's transactions, the audit, time and randomness. */
@NullMarked
package dev.sallyport.environment;

import org.jspecify.annotations.NullMarked;
