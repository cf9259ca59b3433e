package dev.sallyport.account;

import dev.sallyport.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * The page that accepts tickets. A ticket is in the fragment of the URL, which browsers send to no server, so it reaches no access log,
 * no proxy and no {@code Referer}; the page sends it in the body of a request. No part of a link comes from a request.
 */
final class TicketPage {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private TicketPage() {}

    /** @throws IllegalArgumentException when the page is invalid; the message says what it must be */
    static void check(String page) {
        if (!isPage(page)) {
            throw new IllegalArgumentException(
                    "The page of accounts(…) is an absolute https URL without user, query and"
                            + " fragment, such as https://app.example.com/account (http for localhost only), not \""
                            + page + "\"");
        }
    }

    private static boolean isPage(String page) {
        try {
            URI uri = new URI(page);
            String host = uri.getHost();
            boolean secure = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && host != null && LOCAL.contains(host));
            return secure
                    && host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && page.chars().allMatch(c -> c > ' ' && c < 0x7f);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static Secret link(String page, TicketKind kind, Secret ticket) {
        return Secret.of(page + "#" + word(kind) + "=" + ticket.reveal());
    }

    private static String word(TicketKind kind) {
        return switch (kind) {
            case ENROL -> "enrol";
            case RESET -> "reset";
            case VERIFY_EMAIL -> "verify";
            case REGISTER -> "register";
        };
    }
}
