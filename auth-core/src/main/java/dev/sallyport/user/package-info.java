/** People, their passwords and their failed attempts. Start at {@link dev.sallyport.user.Users}. */
@NullMarked
package dev.sallyport.user;

import org.jspecify.annotations.NullMarked;
