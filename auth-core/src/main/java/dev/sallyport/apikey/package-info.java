/**
 * API keys: shown once, kept as a digest, limited by what their owner may do now. Start at {@link
 * dev.sallyport.apikey.ApiKeys}.
 */
@NullMarked
package dev.sallyport.apikey;

import org.jspecify.annotations.NullMarked;
