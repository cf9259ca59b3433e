package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;
import dev.sallyport.secret.Secret;

/** Standard texts: a greeting, the occasion, the link, its expiry, and advice in case somebody else caused the mail. */
final class StandardTexts {
    private StandardTexts() {}

    static MailText textOf(MailMessage message) {
        boolean german = message.locale().getLanguage().equals("de");
        Words words = german ? GermanWords.of(message) : EnglishWords.of(message);
        return new MailText(
                message.application() + ": " + words.subject(),
                Secret.of(plain(message, words)),
                Secret.of(html(message, words)));
    }

    private static String plain(MailMessage message, Words words) {
        Secret link = message.link();
        String linked = link == null ? "" : "\n\n" + link.reveal() + "\n\n" + words.until() + ".";
        return words.greeting() + "\n\n" + words.what() + linked + "\n\n" + words.otherwise() + "\n";
    }

    private static String html(MailMessage message, Words words) {
        Secret link = message.link();
        String linked = "";
        if (link != null) {
            String url = escaped(link.reveal());
            linked = "<p><a href=\"" + url + "\">" + url + "</a></p><p>" + escaped(words.until()) + ".</p>";
        }
        return "<!DOCTYPE html><html lang=\"" + words.language() + "\"><head><meta charset=\"utf-8\"></head><body><p>"
                + escaped(words.greeting()) + "</p><p>" + escaped(words.what()) + "</p>" + linked + "<p>"
                + escaped(words.otherwise()) + "</p></body></html>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
