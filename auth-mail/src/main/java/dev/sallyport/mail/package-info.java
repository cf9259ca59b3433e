/**
 * Mails about accounts over Jakarta Mail: start at {@link dev.sallyport.mail.JakartaMailer}. The texts are in English and German, and
 * an application can supply its own.
 */
@NullMarked
package dev.sallyport.mail;

import org.jspecify.annotations.NullMarked;
