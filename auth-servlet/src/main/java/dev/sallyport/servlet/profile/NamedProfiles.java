package dev.sallyport.servlet.profile;

import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.servlet.wire.WireProfiles;
import java.util.Map;
import java.util.function.Supplier;

/** The profiles of the packages below, by the names of their classes. For {@link java.util.ServiceLoader}; without state. */
public final class NamedProfiles implements WireProfiles {
    /** For the service loader. */
    public NamedProfiles() {}

    @Override
    public Map<String, Supplier<WireProfile>> byName() {
        return Map.of(
                "access-refresh", AccessRefreshProfile::create,
                "cookie-session", CookieSessionProfile::create,
                "id-secret", IdSecretProfile::create,
                "key-login", KeyLoginProfile::create,
                "private-tokens", PrivateTokensProfile::create);
    }
}
