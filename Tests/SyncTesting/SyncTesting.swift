// The suites and fakes that several test targets share.
