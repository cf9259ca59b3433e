package dev.sallyport.mail;

import dev.sallyport.secret.Secret;

/**
 * Text of one mail. Immutable.
 *
 * @param subject one line
 * @param plain with the link, so a secret
 * @param html the same as HTML
 */
public record MailText(String subject, Secret plain, Secret html) {
    /** @throws IllegalArgumentException when the subject has more than one line */
    public MailText {
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The subject of a mail is one line without control characters");
        }
    }
}
