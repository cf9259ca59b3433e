package dev.sallyport.servlet.guard.decide;

import dev.sallyport.activity.ActivityListener.Presented;
import dev.sallyport.authenticate.Credential;
import org.jspecify.annotations.Nullable;

/** Names the kind of credential in a request, for listeners. Without state. */
final class PresentedKinds {
    private PresentedKinds() {}

    /** @param header the credential of a header; null when there is none */
    static Presented of(PresentedCredential presented, @Nullable Credential header) {
        if (header instanceof Credential.OwnKey) {
            return Presented.API_KEY;
        }
        if (header instanceof Credential.ImportedKey) {
            return Presented.IMPORTED_KEY;
        }
        if (header instanceof Credential.PrivateToken) {
            return Presented.PRIVATE_TOKEN;
        }
        if (header != null) {
            return Presented.ACCESS_TOKEN;
        }
        if (presented instanceof PresentedCredential.InCookies || presented instanceof PresentedCredential.BadCookie) {
            return Presented.COOKIE;
        }
        return presented instanceof PresentedCredential.None ? Presented.NONE : Presented.UNREAD;
    }
}
