/** Tests of mails, against an SMTP server over real sockets. */
@NullMarked
package dev.sallyport.mail;

import org.jspecify.annotations.NullMarked;
