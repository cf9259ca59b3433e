/**
 * Tells whose request it is by the network: {@link dev.sallyport.servlet.guard.address.ClientAddresses} takes the address of the peer,
 * or the one that proxies in trusted ranges ({@link dev.sallyport.servlet.guard.address.AddressRange}) name. Start at {@link
 * dev.sallyport.servlet.guard.address.ClientAddresses}. Knows no other room of the guard.
 */
@NullMarked
package dev.sallyport.servlet.guard.address;

import org.jspecify.annotations.NullMarked;
