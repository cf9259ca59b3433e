/**
 * Mails about accounts over Jakarta Mail: start at {@link dev.sallyport.mail.JakartaMailer}. The words are in English and German, and an
 * application can bring its own.
 */
@NullMarked
package dev.sallyport.mail;

import org.jspecify.annotations.NullMarked;
