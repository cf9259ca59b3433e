/** Tests of what is told about requests and logins. */
@NullMarked
package dev.sallyport.activity;

import org.jspecify.annotations.NullMarked;
