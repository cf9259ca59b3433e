/**
 * Five published APIs, each served by an application of its own with Sallyport inside. Start reading at the one you publish:
 * {@link dev.sallyport.fiveapis.IdSecretApi}, {@link dev.sallyport.fiveapis.CookieSessionApi}, {@link
 * dev.sallyport.fiveapis.PrivateTokensApi}, {@link dev.sallyport.fiveapis.KeyLoginApi}, {@link
 * dev.sallyport.fiveapis.AccessRefreshApi}. {@link dev.sallyport.fiveapis.FiveApis} is the program.
 */
@NullMarked
package dev.sallyport.fiveapis;

import org.jspecify.annotations.NullMarked;
