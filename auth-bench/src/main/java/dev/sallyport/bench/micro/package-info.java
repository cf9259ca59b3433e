/**
 * One operation at a time, measured by JMH beside the bare cryptography or a peer. Start at {@link
 * dev.sallyport.bench.micro.Micro}.
 */
package dev.sallyport.bench.micro;
