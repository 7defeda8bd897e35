require('../..');
