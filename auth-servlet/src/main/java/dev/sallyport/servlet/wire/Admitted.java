package dev.sallyport.servlet.wire;

import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a request was admitted with. Immutable.
 *
 * @param caller null when no credential came
 * @param credential that came in a header, for what is done about itself; null where none did
 * @param address the client's, as rate limits and audit know it
 */
public record Admitted(@Nullable Caller caller, @Nullable Secret credential, ClientAddress address) {}
