import { Controller, Get } from '@nestjs/common';

@Controller('fake')
class FakeController {
  @Get('only-in-a-test')
  fake() {
    return process.env.ONLY_IN_TEST;
  }
}

test('a plot', () => {
  expect(FakeController).toBeDefined();
});
