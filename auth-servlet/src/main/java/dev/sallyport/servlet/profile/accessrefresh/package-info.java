/**
 * A profile for people with access and refresh tokens and scripts with API keys. Start at {@link
 * dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile}.
 */
@NullMarked
package dev.sallyport.servlet.profile.accessrefresh;

import org.jspecify.annotations.NullMarked;
