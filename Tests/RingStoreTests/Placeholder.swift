// RingStore
